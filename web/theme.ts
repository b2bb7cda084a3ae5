// The look of Ant Design's controls; our own parts take the same colours from styles/base.css.
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

export function themeFor(size: 'normal' | 'large'): ThemeConfig {
  const large = size === 'large'
  return {
    token: {
      fontFamily,
      fontSize: large ? 20 : 16,
      controlHeight: large ? 48 : 38,
      controlHeightSM: large ? 40 : 30,
      colorPrimary: '#9e1b16',
      colorLink: '#9e1b16',
      colorText: '#1d2125',
      colorBorder: '#b9b3a6',
      colorError: '#b3261e',
      borderRadius: 3,
      // Nothing here needs to move to be understood.
      motion: false,
    },
    components: {
      // Red round a field means that something is wrong with it, so a field in use is dark.
      Input: {
        hoverBorderColor: '#4d535a',
        activeBorderColor: '#1d2125',
        activeShadow: '0 0 0 2px rgb(29 33 37 / 15%)',
      },
    },
  }
}
