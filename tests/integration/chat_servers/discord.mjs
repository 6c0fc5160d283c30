// Runs discord-digital-twin and does what is asked of it: a line of JSON in, a line of JSON out, until the input ends.
import { createInterface } from 'node:readline'
import { DigitalDiscord } from 'discord-digital-twin'

const discord = new DigitalDiscord(JSON.parse(process.argv[2]))
await discord.start()
const say = (what) => process.stdout.write(JSON.stringify(what) + '\n')
say({ port: discord.port })

// "prisma.channel.create" is a method of an object in an object.
function find(path) {
  const names = path.split('.')
  const last = names.pop()
  const owner = names.reduce((found, name) => found[name], discord)
  return owner[last].bind(owner)
}

for await (const line of createInterface({ input: process.stdin })) {
  const { call, args } = JSON.parse(line)
  try {
    say({ answer: (await find(call)(args ?? {})) ?? null })
  } catch (error) {
    say({ error: String(error) })
  }
}
await discord.stop()
process.exit(0)
