// Normal or large text (适老化): Ant Design's sizes and our own follow one choice, kept in the browser.
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react'
import { themeFor } from '../theme.ts'

export type Size = 'normal' | 'large'

const place = 'duixian.text-size'

const TextSizeContext = createContext<{ readonly size: Size; readonly setSize: (size: Size) => void }>({
  size: 'normal',
  setSize: () => {},
})

export const useTextSize = () => useContext(TextSizeContext)

export function TextSizeProvider({ children }: { readonly children: ReactNode }) {
  const [size, setSize] = useState<Size>(stored)
  useLayoutEffect(() => {
    document.documentElement.dataset.text = size
    store(size)
  }, [size])
  return (
    <TextSizeContext.Provider value={{ size, setSize }}>
      <ConfigProvider locale={zhCN} theme={themeFor(size)} button={{ autoInsertSpace: false }}>
        {children}
      </ConfigProvider>
    </TextSizeContext.Provider>
  )
}

function stored(): Size {
  try {
    return localStorage.getItem(place) === 'large' ? 'large' : 'normal'
  } catch {
    return 'normal'
  }
}

function store(size: Size) {
  try {
    localStorage.setItem(place, size)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
