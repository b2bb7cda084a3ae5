import '@fontsource-variable/noto-sans-sc'
import 'antd/dist/reset.css'
import './styles/base.css'
import './styles/form.css'
import './styles/answers.css'
import './styles/documents.css'
import './styles/library.css'
import './styles/coverage.css'
import './styles/readings.css'
import './styles/calendar.css'
import './styles/sandbox.css'
import './styles/cases.css'
import './styles/finance.css'
import './styles/caseMoney.css'
import './styles/papers.css'
import './styles/audit.css'
import './styles/firm.css'
import './styles/plan.css'
import './styles/projects.css'
import './styles/tasks.css'
import './styles/print.css'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './routes.tsx'
import { isAboutSession } from './ui/ask.ts'
import { TextSizeProvider } from './ui/TextSize.tsx'

const element = document.getElementById('root')
if (!element) throw new Error('index.html has no element with the id "root"')

// The library changes only when the server starts anew; a page that is open keeps what it has.
const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoItIs }),
  mutationCache: new MutationCache({ onError: askWhoItIs }),
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: 1 } },
})

/** A session may end, or begin anew in another window: then the page learns of it and asks to sign in. */
function askWhoItIs(error: Error): void {
  if (isAboutSession(error)) void client.invalidateQueries({ queryKey: ['session'] })
}

createRoot(element).render(
  <StrictMode>
    <TextSizeProvider>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </TextSizeProvider>
  </StrictMode>,
)
