// Runs emulate's Slack until the input ends; the port is told as a line of JSON.
import { createInterface } from 'node:readline'
import { createEmulator } from 'emulate'

const slack = await createEmulator({ service: 'slack', ...JSON.parse(process.argv[2]) })
process.stdout.write(JSON.stringify({ port: Number(new URL(slack.url).port) }) + '\n')
for await (const _ of createInterface({ input: process.stdin })) { /* nothing is asked of it */ }
await slack.close()
process.exit(0)
