// The look of the screens, in Ant Design's terms.
import type { ThemeConfig } from 'antd'

// A device's own Chinese font comes first; the packaged one is fetched only where the device has none.
const fontFamily = [
  '-apple-system',
  '"Segoe UI"',
  '"PingFang SC"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Source Han Sans SC"',
  '"Noto Sans SC Variable"',
  'sans-serif',
].join(',')

export const theme: ThemeConfig = { token: { fontFamily } }
