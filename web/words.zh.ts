// Every word that a person sees on the screens.
const people = '部门'

export const words = {
  product: '兑现',
  purpose: '把惠企政策逐条读清，该给的如数给到。',

  shell: {
    skip: '跳到正文',
    nav: '主导航',
    api: '接口文档',
    largeText: '大字',
    foot: '结论按公开文件逐条计算，供申报前自查；是否给予、给予多少，以主管部门审定为准。',
    notFound: '没有这个页面',
    toCheckup: '回到政策体检',
    trouble: '页面没有显示出来',
    troubleNote: '可能是网络中断或服务器没有响应。已经填写的内容还在这台设备上。',
    reload: '重新加载',
  },

  checkup: {
    title: '政策体检',
    lead: '填写基本情况，逐项看清能拿多少、还差什么、依据哪一条。内容只留在这台设备上，不会上传。',
  },

  samples: {
    region: '示例与评估日',
    folded: (date: string) => `用示例试试，或改评估日（${date}）`,
    label: '填写方式',
    own: '自己填写',
    madeUp: (title: string) => `虚构示例：${title}`,
    date: '评估日',
    wrongDate: '请填写存在的日期；现在先按今天计算。',
    clear: '清空重填',
    restore: '恢复上一份',
  },

  scope: {
    region: '主体、地区与文件',
    who: '谁来申报',
    kind: (kind: string, items: number) => `${kind}（${items} 项）`,
    documents: '查哪些文件',
    chosen: (chosen: number, all: number) =>
      chosen === all ? `全部 ${all} 份` : `${all} 份中的 ${chosen} 份`,
    noneChosen: '没有选文件，所以没有结论。请至少选一份。',
    only: '只查这份',
    onlyThis: (title: string) => `只查这份：${title}`,
    all: '全部选上',
    counts: (eligible: number, undetermined: number, notEligible: number) =>
      `符合 ${eligible}　待定 ${undetermined}　不符合 ${notEligible}`,
    notApplicable: '主体或地区不符，不适用',
    notInForce: '评估日不在有效期内',
  },

  form: {
    title: (kind: string) => `${kind}情况`,
    answered: (count: number) => `已填 ${count} 项`,
    open: '展开填写',
    close: '收起',
    more: (count: number) => `更多（${count} 项）`,
    less: '收起',
    search: '查找问题，如“租约”',
    found: (count: number) => `找到 ${count} 项`,
    notFound: (text: string) => `没有含“${text}”的问题，可换一个词。`,
    nothingNeeded: '按现有答案，没有还要填写的问题。',
    others: (count: number) => `其他问题（${count}）`,
    othersNote: '按现有答案，这些不影响结论，可以不填。',
    unplaced: '下列内容在现行词典中没有位置，未参与计算：',
    removeUnplaced: '移除这些内容',
    groups: {
      basic: { title: '基本情况', note: '' },
      yearly: { title: '逐年数据', note: '' },
      records: { title: '逐笔情况', note: '每有一笔添加一项；没有的勾“没有”。' },
      decided: { title: '由部门认定的事项', note: '部门已有结论的再填；没有结论的留空。' },
      derived: { title: '可由其他数据推算的', note: '填了逐年数据会自动算出，一般不必填。' },
    },
  },

  field: {
    yes: '是',
    no: '否',
    unclear: '不清楚',
    notApplicable: '不适用',
    none: '没有',
    noneOfThese: '以上都没有',
    choose: '请选择',
    clear: '撤销选择',
    unit: '单位',
    year: '年',
    ofYear: (year: number) => `${year} 年`,
    olderYear: (year: number) => `补填 ${year} 年`,
    addElement: (name: string) => `添加一项${name}`,
    elementTitle: (name: string, number: number) => `${name} ${number}`,
    remove: '删除',
    removeElement: (title: string) => `删除${title}`,
    note: '填写说明',
    pickDate: '打开日历',
    dateShape: '如 2025-06-01',
  },

  creditCode: {
    right: '18 位，校验位相符。',
    length: (has: number, needs: number) =>
      has < needs
        ? `已输入 ${has} 位，共需 ${needs} 位。`
        : `多了 ${has - needs} 位：应为 ${needs} 位，现在是 ${has} 位。`,
    character: (place: number, character: string) =>
      `第 ${place} 位“${character}”不能用：只用数字和大写字母，且不用 I、O、S、V、Z。`,
    check: (has: string, expected: string) =>
      `校验位不符：按前 17 位推算，第 18 位应为 ${expected}，现在是 ${has}。请核对有没有输错的字符。`,
  },

  authority: {
    held: (name: string) => `${name}掌握`,
    decided: (name: string) => `由${name}认定`,
    derived: '可推算',
  },

  next: {
    title: (name: string) => `先回答：${name}`,
    decision: (name: string) => `有没有结论：${name}`,
    decidedBy: (authority: string) => `由${authority}认定。已有结论的再选，没有的选“不清楚”。`,
    nothing: '没有要您回答的问题了',
    nothingApplies: '所选文件里没有适用的事项',
    nothingAppliesNote: '主体、地区或评估日不符。可在上方改选，原因见页末“不适用”。',
    nothingNote: '还待定的事项，要等部门认定或对口径作出解释，见各项说明。',
    bearsOn: (titles: string, count: number) =>
      count > 3 ? `影响 ${titles} 等 ${count} 项` : `影响 ${titles}`,
    spread: (text: string) => `，尚有 ${text} 未定`,
    more: (count: number) => `之后还有 ${count} 个问题`,
    answer: '确定',
    undo: (name: string) => `撤回上一答：${name}`,
  },

  summary: {
    title: '体检结论',
    cash: '能确定的资金奖补合计',
    cashItems: (count: number) => `${count} 项金额确定的资金事项相加`,
    noCash: '目前没有金额确定的资金事项',
    undetermined: '待定',
    services: '服务与权益',
    notEligible: '不符合',
    items: (count: number) => `${count} 项`,
    apart: '以下也符合，但性质不同或金额未定，不计入合计：',
    basis: (date: string) =>
      `按 ${date} 评估。各项分别计算；文件没有写明能否同时享受的，以主管部门解释为准。`,
    spoken: (cash: string, undetermined: number) => `能确定的资金奖补合计 ${cash}，待定 ${undetermined} 项。`,
  },

  package: {
    title: '一起能得多少',
    note: '按各文件写的互斥、就高、合计封顶和已获支持算出的最优组合。至多的金额由部门确定，不计入合计；文件没有说明能否同时享受的，不作结论。',
    reading: (text: string) => `口径未定：${text}`,
    nothingElse: '与上面相同。',
    totalByReading: '合计视口径而定',
  },

  findings: {
    eligible: { title: '能拿到', note: '条件都已满足。', empty: '按现有情况，还没有条件全部满足的事项。' },
    undetermined: {
      title: '可能拿到，还差什么',
      note: '补上缺的事实，或等到部门的认定与解释，才能下结论。',
      empty: '没有待定的事项。',
    },
    notEligible: {
      title: '拿不到，差多少',
      note: '至少有一项条件没有满足。',
      empty: '没有不符合的事项。',
    },
    notApplicable: '不适用：地区或前提不符',
    forOthers: '不适用：给予其他主体',
    notInForce: '不在有效期内',
    services: (count: number) => `服务与权益 ${count} 项`,
    open: '逐项查看',
    fewer: '收起',
    more: (count: number) => `再看其余 ${count} 项`,
  },

  finding: {
    clause: '查看条款',
    clauseOf: (title: string) => `查看条款：${title}`,
    ifEligible: '条件都满足时',
    gap: (gap: string) => `差 ${gap}`,
    needs: '还缺',
    fill: '去填写',
    element: (collection: string, index: number, field: string) => `${collection} ${index + 1} 的${field}`,
    changes: '要符合，至少要改变',
    change: (fact: string, has: string, needs: string, gap?: string) =>
      `${fact}：现为 ${has}，须${needs}${gap === undefined ? '' : `，差 ${gap}`}`,
    parts: '分项',
    cap: '封顶',
    basis: '计算',
    softCap: '原则上封顶',
    capApplied: '已按此封顶',
    capOpen: '是否触及还不清楚',
    received: (amount: string) => `以前同一事项已获 ${amount}`,
    reasons: (count: number) => `逐条判断（${count} 条）`,
    metToo: (count: number) => `另有 ${count} 条已满足`,
    needsMany: (count: number, names: string) => `还缺 ${count} 项：${names}`,
    open: '待明确',
    underReading: (reading: string) => `（口径：${reading}）`,
    readingsSame: (count: number) => `另有 ${count} 处口径未定，不影响结论`,
  },

  truth: { met: '满足', unmet: '未满足', unknown: '还不知道' },

  whose: {
    applicant: '由申报者填写',
    government: (name: string) => `${name}掌握，自己知道的也可先填`,
    decision: (name: string) => `由${name || people}认定`,
    standard: (name: string) => `要看另一份文件的标准，可询问${name || people}`,
    reading: (name: string) => `文件有不同读法，请示${name || people}`,
    time: '适用的时间还不能确定',
    conflict: '条款之间或所填事实之间不一致，须先弄清',
  },

  reading: {
    title: '口径：',
    status: { open: '未定', decided: '已定' },
    askTo: (name: string) => `请示：${name}`,
    open: (askTo: string) => (askTo ? `未定，请示${askTo}` : '未定'),
    decided: (alternative: string, date: string, by: string, source: string) =>
      `${by}于${date}采用“${alternative}”，依据：${source}`,
  },

  outcome: {
    eligible: '符合',
    not_eligible: '不符合',
    undetermined: '待定',
    not_applicable: '不适用',
    not_in_force: '不在有效期',
  },

  amount: {
    exact: '确定',
    upper_bound: '上限',
    range: '区间',
    candidates: '备选',
    unstated: '金额未明确',
    non_monetary: '非资金',
    atMost: '≤ ',
    to: ' 至 ',
    orMore: ' 以上',
    or: '或',
  },

  nature: {
    cash: '资金',
    relief: '费用减免',
    tax: '税额减征',
    taxBase: '税前扣除',
    equity: '股权投资',
    loan: '贷款',
    none: '非资金',
  },

  departments: {
    lead: '牵头：',
    responsible: '责任单位：',
    handler: '办理：',
    andOthers: '等',
    none: '文件没有写明责任单位',
  },

  clause: { title: '条款原文', openDocument: '在政策原文中打开' },

  policyList: {
    title: '政策原文',
    lead: '每份文件逐条对照：左边是原文，右边是据此写成的规则。',
    until: (date: string) => `有效期至 ${date}`,
    facts: (issuer: string, date: string, validity: string) => [issuer, date, validity].join('　'),
    counts: (items: number, readings: number, targets: number) =>
      `事项 ${items} 项　口径 ${readings} 处　目标 ${targets} 项`,
  },

  document: {
    issuer: '发布机关',
    level: '层级与地域',
    issued: '成文日期',
    begins: '施行日期',
    inferred: (why: string) => `（${why}）`,
    ends: '有效期至',
    noEnd: '未载明有效期',
    repeals: '同时废止',
    repealsNothing: '无',
  },

  policy: {
    unknown: '没有这份文件',
    toList: '全部文件',
    lead: '加底线的原话都有规则引用：指向、聚焦或点击任意一边，另一边随之标出。',
    basis: '依据：',
    phraseOf: (titles: string) => `这句话的规则：${titles}`,
    noRules: '本条没有单独的规则',
    contents: '目录',
    helpers: '辅助定义',
    helpersNote: '不直接对应某一句原文，供上面的规则引用。',
    aboutDocument: '文件信息',
  },

  rule: {
    kind: {
      document: '文件',
      item: '事项',
      reading: '口径',
      standard: '外部标准',
      definition: '定义',
      target: '目标',
      task: '任务',
      list: '清单',
    },
    number: (number: string) => `文号 ${number}`,
    issued: (date: string) => `成文于 ${date}`,
    repeals: (number: string) => `废止 ${number}`,
    conditions: '条件',
    amount: '金额',
    caps: '封顶',
    window: '执行期',
    frequency: '频次',
    notes: '说明',
    definition: '含义',
    row: (label: string, when: string, value: string) =>
      `${label ? `${label}：` : ''}${when ? `当${when}，` : '一般情况，'}取 ${value}`,
    binding: (name: string, value: string) => `${name} = ${value}`,
    toCheckup: '在政策体检中查看',
    standard: (basis: string, askTo: string) => `依据另一份文件：${basis}${askTo ? `；可询问${askTo}` : ''}`,
    filledBy: (source: string) => `已按${source}填补`,
    target: (indicator: string, demand: string, deadline: string, strength: string) =>
      `${indicator}：${strength}到 ${deadline} ${demand}`,
  },
}
