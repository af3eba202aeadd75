import { app } from '@azure/functions'

app.timer('fixture', { schedule: '0 0 * * * *', handler: () => undefined })
