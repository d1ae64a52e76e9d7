/**
 * What every test process runs with. The zone is far from where anything happens, so that a calendar that reads the
 * process's clock is wrong by half a day and not by chance right.
 */
process.env.TZ = 'Pacific/Auckland'
process.env.SECRET_KEYS ??= `test:${Buffer.alloc(32, 7).toString('base64')}`
// The app's own reading of the environment; the database is given to it directly.
process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none'
process.env.NODE_ENV = 'test'
for (const name of ['RESEND_API_KEY', 'RESEND_BASE_URL', 'APP_URL', 'DEMO']) delete process.env[name]
