// Everything about who asks, in one place because it shares the database and the key.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { addDepartments } from './departments.ts'
import { addDuties } from './duties.ts'
import type { IdentityParts } from './identityParts.ts'
import { addMembers } from './members.ts'
import { addPassword } from './password.ts'
import { addPersons } from './persons.ts'
import { addSecondFactor } from './secondFactor.ts'
import { addSession } from './session.ts'
import { addSingleSignOn } from './singleSignOn.ts'
import { addTokens } from './tokens.ts'
import { identify } from './visitor.ts'

export function addIdentity(app: OpenAPIHono, parts: IdentityParts): void {
  app.use('/api/*', identify(parts.database, parts.front, parts.clock))
  addSession(app, parts)
  addSecondFactor(app, parts)
  addPassword(app, parts)
  addSingleSignOn(app, parts)
  addMembers(app, parts)
  addPersons(app, parts)
  addDuties(app, parts)
  addDepartments(app, parts)
  addTokens(app, parts)
}
