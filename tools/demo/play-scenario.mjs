import { setTimeout as pause } from 'node:timers/promises';
import { IncidentFollower } from './follow-incident.mjs';
import { faultsOf, resultOf } from './judge-end.mjs';
import { PublicApi } from './public-api.mjs';
import { Stage } from './stage.mjs';
import { StoryClock } from './story-clock.mjs';
import { Teller } from './teller.mjs';

/** Real time that starts, networks and a restart of everything may cost on top of the story. */
const MARGIN_MS = 90_000;
/** Between two looks at a story without an end of its own. */
const LOOK_MS = 200;

/**
 * Plays one scenario on a system as its users would. Resolves to the result and what is wrong with it.
 * @param {{ url: string, simulatorUrl?: string, clockSpeed: number, speed: number, signal: AbortSignal, out: NodeJS.WritableStream }} setting
 */
export async function playScenario(scenario, { url, simulatorUrl, clockSpeed, speed, signal: asked, out }) {
  const ended = new AbortController();
  const signal = AbortSignal.any([asked, ended.signal]);
  const visitor = new PublicApi(url, { signal });
  const people = await peopleAt(visitor);
  const desk = await people(scenario.login);
  const institutions = new Map((await desk.get('/api/v1/institutions')).items.map(({ code, name }) => [code, name]));
  const clock = new StoryClock(speed);
  const teller = new Teller({ out, clock, institutionName: (code) => namesOf(institutions.get(code) ?? code ?? '?') });
  const cast = await scenario.cast(new Stage({ simulatorUrl, speed, clockSpeed, signal }));

  let settle;
  let fail;
  const settled = new Promise((resolve, reject) => ([settle, fail] = [resolve, reject]));
  settled.catch(() => undefined);
  const inBackground = (work) => work.catch((error) => ended.signal.aborted || fail(error));
  const play = {
    cast, incidentId: undefined, as: people,
    /** When in the story a fact was committed. */
    storyMs: (iso) => clock.storyMs(clock.realMs(iso)),
    /** Does something at a moment of the story. */
    at: (storyMs, act) => inBackground(pause(Math.max(0, clock.enteredMs + storyMs / speed - Date.now()), undefined, { signal }).then(act)),
  };
  const follower = new IncidentFollower(desk, {
    onFact: (fact) => {
      teller.fact(fact);
      scenario.onFact?.(fact, play);
      if (fact.type === 'escalation.raised') inBackground(acknowledge(fact, scenario, play));
      if (fact.type === 'incident.settled' && !scenario.isOver) settle();
    },
    onLost: () => teller.aside('与看板断开，自动重连', 'the board is gone, connecting again'),
    onBack: () => teller.aside('已重连，补齐缺失的事实', 'back again, fetching what was missed'),
    onFault: (error) => fail(error),
  });
  try {
    await follower.open();
    teller.opening(scenario, speed);
    const { incident } = await desk.post('/api/v1/incidents', scenario.report(cast));
    clock.enter(incident.enteredAt);
    play.incidentId = incident.id;
    follower.watch(incident.id);
    if (scenario.isOver) inBackground(lookUntilOver(scenario, play, signal).then(settle));
    const limitMs = scenario.longestStoryMs / speed + MARGIN_MS;
    await Promise.race([settled, timeout(limitMs, signal)]);
    if (scenario.views) return await judgeViews(scenario, play);
    const view = await desk.get(`/api/v1/incidents/${incident.id}`);
    const result = resultOf(scenario, view, clock);
    return { result, faults: faultsOf(scenario, view, result, cast) };
  } finally {
    ended.abort();
    follower.close();
  }
}

/** Stories in which some bank owes its word for ever end when nothing more will happen by itself. */
async function lookUntilOver(scenario, play, signal) {
  while (!scenario.isOver(await scenario.views(play))) await pause(LOOK_MS, undefined, { signal });
}

/** Stories of several incidents account for all of them together, and are judged by the banks' own books. */
async function judgeViews(scenario, play) {
  const views = await scenario.views(play);
  const result = scenario.resultOf(views);
  return { result, faults: await scenario.judge(views, result, play.cast) };
}

/** Logs people in by name, each once; who they are and their passwords is told by the system itself. */
async function peopleAt(visitor) {
  // A wrong address should be told at once; later on the same silence is something to be waited out.
  const { items } = await new PublicApi(visitor.url, { signal: visitor.signal, patienceMs: 2_000 }).get('/api/v1/sessions/hints');
  const sessions = new Map();
  return (login) => {
    const hint = items.find((item) => item.login === login);
    if (!hint) throw new Error(`系统没有演示账号 ${login} · this system has no demo account ${login}`);
    if (!sessions.has(login)) sessions.set(login, visitor.login(login, hint.password));
    return sessions.get(login);
  };
}

/** Whoever is called takes it over: the desk itself for its county, a commander for city and province. */
async function acknowledge({ data }, scenario, { as, incidentId }) {
  const person = await as(scenario.commanders[data.toLevel] ?? scenario.login);
  await person.post(`/api/v1/incidents/${incidentId}/escalations/${data.escalationId}/acknowledgement`, { note: '电话催办，直至反馈' });
}

function namesOf(name) {
  return typeof name === 'string' ? { zh: name, en: name } : name;
}

async function timeout(ms, signal) {
  await pause(ms, undefined, { signal });
  throw new Error(`${Math.round(ms / 1_000)} 秒内未见结局 · the story did not end within ${Math.round(ms / 1_000)} s`);
}
