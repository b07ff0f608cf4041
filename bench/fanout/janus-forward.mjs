// Has a room of Janus forwarded to receivers by plain RTP: janus-forward.mjs PORT video|both, with a line HOST PORT
// for each on its input.
import { createInterface } from 'node:readline';

const api = `http://127.0.0.1:${process.argv[2]}/janus`;

async function post(path, message) {
  const answer = await fetch(api + path, { method: 'POST', body: JSON.stringify({ transaction: 'bench', ...message }) });
  return answer.json();
}

// as janus.html publishes them
const mids = process.argv[3] === 'video' ? [1] : [0, 1];
const session = (await post('', { janus: 'create' })).data.id;
const handle = (await post(`/${session}`, { janus: 'attach', plugin: 'janus.plugin.videoroom' })).data.id;
const ask = async (body) => (await post(`/${session}/${handle}`, { janus: 'message', body })).plugindata?.data ?? {};

const deadline = Date.now() + 30000;
let published;
do {
  await new Promise((done) => setTimeout(done, 200));
  const room = await ask({ request: 'listparticipants', room: 1 });
  published = room.participants?.some((one) => one.publisher);
} while (!published && Date.now() < deadline);
if (!published) throw new Error('nobody publishes');

for await (const line of createInterface({ input: process.stdin })) {
  const [host, port] = line.split(' ');
  const streams = mids.map((mid) => ({ mid: String(mid), port: Number(port), pt: 96 + mid }));
  const answer = await ask({ request: 'rtp_forward', room: 1, publisher_id: 1, host, host_family: 'ipv4', streams });
  if (answer.rtp_stream === undefined && answer.forwarders === undefined) throw new Error(JSON.stringify(answer));
}
