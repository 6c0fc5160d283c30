// A whole network of the AT protocol on this machine: identity directory, server of accounts, app view.
// Says its address as one line of JSON and runs until its input ends. Needs DB_POSTGRES_URL and REDIS_HOST;
// NETWORK_HOME is the folder in which the packages were installed.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const home = process.env.NETWORK_HOME
const entry = pathToFileURL(join(home, 'node_modules/@atproto/dev-env/dist/index.js'))
const { TestNetwork } = await import(entry.href)
const network = await TestNetwork.create({ dbPostgresSchema: 'network' })
process.stdout.write(JSON.stringify({ service: network.pds.url, appview: network.bsky.url }) + '\n')
process.stdin.resume()
process.stdin.on('end', async () => {
  await network.close()
  process.exit(0)
})
