// What stands in place of a page while its code and the library are fetched.
import { Skeleton } from 'antd'

export function Loading() {
  return <Skeleton paragraph={{ rows: 10 }} title />
}
