// Headers that offices use for facts of the dictionary, and headers that carry no fact.

/** Fact → other names for it. A name stands under one fact only. */
export const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  企业名称: [
    '名称',
    '单位名称',
    '公司名称',
    '企业全称',
    '单位全称',
    '市场主体名称',
    '纳税人名称',
    '法人单位名称',
  ],
  统一社会信用代码: [
    '信用代码',
    '社会信用代码',
    '统一信用代码',
    '统一代码',
    '企业信用代码',
    '社会统一信用代码',
    'uscc',
  ],
  成立日期: ['成立时间', '注册时间', '注册日期', '设立日期', '设立时间', '登记日期'],
  所在区县: ['区县', '所属区县', '所在区', '所属区', '区域', '区划'],
  注册地行政区划: ['注册地', '注册区县', '注册地区县', '登记地'],
  所在镇街: ['镇街', '街道', '街镇', '所属街道', '所属镇街', '所在街道', '乡镇街道', '街道乡镇'],
  行业: ['行业代码', '所属行业', '国民经济行业', '国民经济行业代码', '行业小类', '行业类别', '主营行业'],
  企业规模: ['规模', '企业规模类型', '企业划型', '划型', '单位规模'],
  有效资质: ['资质', '企业资质', '资质荣誉'],
  主营业务收入: ['主营收入', '主营业务收入额'],
  营业收入: ['营收', '营业总收入', '年营业收入'],
  工业总产值: ['总产值', '产值'],
  发明专利拥有量: ['发明专利', '发明专利数', '有效发明专利数'],
}

/** A column with the number by which the files' rows belong together. */
export const ID_HEADERS: readonly string[] = [
  'id',
  '编号',
  '主体编号',
  '企业编号',
  '单位编号',
  '项目编号',
  '机构编号',
]

export const YEAR_HEADERS: readonly string[] = ['年度', '年份', '年', 'year', '所属年度', '统计年度']

/** 行号 and 原因 are what our own files of refused rows add. */
export const IDLE_HEADERS: readonly string[] = ['序号', '备注', '行号', '原因', '说明']
