"""What review channels share: one room behind every platform, so that the same words do the same everywhere.


A chat adapter is thin:

- `build(cls, channel_id, options, home, *, lang, brands, secret)`: the registry hands over `lang` and `brands` of the
  channel's settings and the installation's `secret` for button ids. `Room(channel_id, capabilities, secret=…, lang=…,
  brands=…)`; `card_most` where a card may be longer (or must be shorter) than 85 % of a message.
- `run(office)`: `await room.open(office)`, connect, and for every event: acknowledge it to the platform first, then
  `answer = await room.heard(Heard(…))` or `await room.pressed(Pressed(…))`, send it, and give the sent message's id to
  `await room.sent(answer, message_id)`. An empty answer is not sent.
- Native commands are `room.commands`; `spec.words(values)` is the text for `Heard`.
- An answer's `lines` go through `pages`, its `card` through `room.view(answer)`, its `form` becomes a modal; without
  modals `lines` already ask for it, and the reply comes back as `Heard` with `reply_to`.
- `show(card, message_id)`: `room.card(card)`, through the outbox with `key=f"card:{card.item_id}"`. A message that was
  deleted on the platform is posted anew. `room.post_key(card)` is the nonce or transaction id of a new message.
- `show_many(cards, message_id)`: `room.group(cards)`, all share one message; with `message_id` it is drawn again.
- When the platform is away `show` and `say` raise (`NotSent`, `RetryLater`, …); the caller tries again for as long as
  it takes. What the platform refuses for good is `PermanentRefusal`.
"""
