// The words of the officer's papers and tables.
type Names = Readonly<Record<string, string>>

const level: Names = { desk: '督办到经办部门', leader: '督办到领导' }

export const papers = {
  title: '文书',
  note: '内容取自办件和政策库；文号、联系人、日期等留有空白“____”，由制作的部门填写。制作过会留下记录。',
  none: '办到受理、补正、办结或核定之后，这里有相应的文书。',
  make: (title: string) => `制作${title}`,
  notice: (number: string) => `制作公示名单 ${number}`,

  own: {
    title: '我的文书',
    download: (title: string) => `下载${title}`,
    note: 'Word 文件，内容与部门制作的相同。文号和联系方式由部门填写，这里留有空白；下载会留下记录。',
  },

  escalations: '督办记录',
  escalated: (of: string, due: string, late: number) =>
    `${level[of] ?? of}：期限 ${due}，超期 ${late} 个工作日`,

  signs: {
    other: (number: string) => `查看办件 ${number}`,
    file: '打开这份材料',
    clause: '查看条款',
    ask: '请企业说明',
    askNote: '企业看得到这段话：只写这家企业自己的情况，不要写其他企业的办件。',
    question: '请企业说明什么',
    draft: (what: string, text: string) => `${what}：${text}。请说明情况。`,
    send: '发出',
    asked: '已请企业说明',
    open: '企业还没有说明',
    answered: (at: string) => `企业于 ${at} 说明：`,
    toAnswer: '请您说明',
    toAnswerNote: '办理部门请您就下列情况说明。每个问题说明一次，请写清楚；有材料的一并上传。',
    answer: '说明',
    sendAnswer: '提交说明',
  },

  templates: {
    title: '意见模板',
    lead: '本部门常用的意见。办理时一点就填好，企业名称、事项、金额、条款按办件填入；还不知道的留“____”。',
    pick: '用模板填写意见',
    missing: (names: string) => `还不知道：${names}，请补上“____”处`,
    none: '还没有模板。',
    department: '部门',
    name: '名称',
    content: '内容',
    placeholders: '可以填入（点一下加在末尾）',
    add: '新建模板',
    save: '保存',
    edit: '修改',
    cancel: '取消',
    retire: '停用',
    sure: '确认停用',
    saved: '已保存。',
    mayNot: '您没有经办、复核、审批或领导岗位，只能查看。',
  },

  tables: {
    export: '导出 Excel',
    exportNote: (total: string) => `按现在的筛选导出全部：${total}`,
    page: '用 Excel 批量办理',
    lead: '先下载模板（工作台同一筛选的办件），填好操作和意见；要选定口径、金额或资金盘子的，从表里的列表选。再上传核对。全部没有错误才能确认；确认后一起办成，有一行不能办就全部不办。',
    stepOne: '一、下载模板',
    template: '下载办理模板',
    templateNote: '只含现在由您办的办件；要换一批，先在工作台筛选再进来。',
    stepTwo: '二、上传填好的表',
    file: '填好的表（.xlsx，不超过 1 MB、500 行）',
    check: '上传并核对',
    stepThree: '三、核对结果',
    fit: (rows: number, skipped: number) =>
      `${rows} 行都可以办${skipped > 0 ? `；${skipped} 行没有填操作，不办` : ''}。请核对后确认。`,
    wrong: (rows: number) => `有 ${rows} 处错误，没有办理。请在表里改好后重新上传。`,
    columns: { line: '行', number: '办件编号', subject: '申报主体', act: '操作', result: '核对' },
    ok: '可以办',
    confirm: (rows: number) => `确认办理 ${rows} 件`,
    done: (count: number) => `${count} 件都已办好。`,
    repeated: (count: number) => `这份表以前已经确认过，${count} 件都已办好，这次没有再办。`,
    cell: (sheet: string, cell: string) => `「${sheet}」表 ${cell} 格`,
  },

  oversight: {
    title: '督办',
    lead: '各部门案头超期的办件。点数字看是哪些件；数目与工作台同一筛选相同。',
    none: '现在没有办件。',
    noneLate: '现在没有超期的办件。',
    total: (late: number, open: number) => `在办 ${open} 件，其中超期 ${late} 件`,
    columns: {
      department: '现在在',
      open: '在案头',
      late: '超期',
      escalated: '已督办到领导',
      worst: '最久超期',
    },
    escalated: '已督办到领导的',
    desk: '只看所选部门案头的',
    elsewhere: '申报企业或系统（不在部门案头）',
    list: (name: string, what: string, count: number) => `${name}${what} ${count} 件，查看名单`,
  },

  lamp: {
    red: (days: number) => `逾期 ${days} 个工作日`,
    yellow: (days: number) => (days === 0 ? '今天到期' : `还有 ${days} 个工作日`),
    green: (days: number) => `还有 ${days} 个工作日`,
  },
}
