import * as parser from 'socket.io-parser';

/** Shorter ones are greetings and answers to one console. */
const PUSH_CHARS_MIN = 200;

let last;

/**
 * A push to a room is the same text for every socket in it. Where one process plays a thousand consoles it is decoded once and handed to each:
 * otherwise half a core goes into what a thousand machines would do, and it is measured as our delay. Who listens must not change the facts.
 */
class SharedDecoder extends parser.Decoder {
  add(text) {
    // The client adds to the list of arguments, so each gets a list of its own.
    if (text === last?.text) return void this.emitReserved('decoded', { ...last.packet, data: [...last.packet.data] });
    if (typeof text !== 'string' || text.length < PUSH_CHARS_MIN) return super.add(text);
    const keep = (packet) => {
      // A refusal carries an object, and is nobody else's.
      if (Array.isArray(packet.data)) last = { text, packet: { ...packet, data: [...packet.data] } };
    };
    this.once('decoded', keep);
    try {
      super.add(text);
    } finally {
      this.off('decoded', keep);
    }
  }
}

/** For the client's option `parser`. */
export const sharedParser = { Encoder: parser.Encoder, Decoder: SharedDecoder };
