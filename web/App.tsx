import { ConfigProvider, Layout, Typography } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { theme } from './theme.ts'
import { words } from './words.zh.ts'

export function App() {
  return (
    <ConfigProvider locale={zhCN} theme={theme}>
      <Layout style={{ minHeight: '100vh', padding: 24 }}>
        <Typography.Title>{words.product}</Typography.Title>
        <Typography.Paragraph>{words.purpose}</Typography.Paragraph>
      </Layout>
    </ConfigProvider>
  )
}
