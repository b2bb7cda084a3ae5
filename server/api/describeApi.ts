// The application's routes → the OpenAPI 3.1 document of the API.
import type { OpenAPIHono } from '@hono/zod-openapi'

export type ApiDescription = ReturnType<OpenAPIHono['getOpenAPI31Document']>

export function describeApi(app: OpenAPIHono): ApiDescription {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: '兑现 API',
      version: '1',
      description:
        '惠企政策的逐条规则与政策体检。金额一律是以元为单位、两位小数的文本，不用浮点数；日期写成 2025-06-01。出错时返回 {error: {code, message, problems}}。',
    },
  })
}
