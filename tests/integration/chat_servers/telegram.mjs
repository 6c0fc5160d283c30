// Runs telegram-test-api and does what is asked of it: a line of JSON in, a line of JSON out, until the input ends.
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import TelegramServer from 'telegram-test-api'

const { token } = JSON.parse(process.argv[2])
const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const found = probe.address().port
    probe.close(() => resolve(found))
  })
})
const server = new TelegramServer({ port, host: '127.0.0.1', storeTimeout: 3600 })
await server.start()
const write = (what) => process.stdout.write(JSON.stringify(what) + '\n')
write({ port })

const person = ({ user, chat }) =>
  server.getClient(token, {
    userId: user.id, firstName: user.first_name, userName: user.first_name, chatId: chat.id, chatTitle: chat.title,
    type: chat.type,
  })
const calls = {
  say: async ({ text, more, ...who }) => {
    const client = person(who)
    const command = text.startsWith('/')
    const made = command ? client.makeCommand(text, more) : client.makeMessage(text, more)
    return command ? client.sendCommand(made) : client.sendMessage(made)
  },
  press: async ({ data, message, ...who }) => {
    const client = person(who)
    return client.sendCallback({ ...client.makeCallbackQuery(data), message }) // a card is the bot's, not the presser's
  },
  forget: async () => {
    server.storage = { userMessages: [], botMessages: [] }
    return null
  },
  history: async () => server.getUpdatesHistory(token),
}

for await (const line of createInterface({ input: process.stdin })) {
  const { call, args } = JSON.parse(line)
  try {
    write({ answer: (await calls[call](args)) ?? null })
  } catch (error) {
    write({ error: String(error) })
  }
}
await server.stop()
process.exit(0)
