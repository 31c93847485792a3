import { boxing } from './boxing.mjs';
import { liangshan } from './liangshan.mjs';
import { twelveWay } from './twelve-way.mjs';

/**
 * Every story that can be played. A scenario is data and a little script:
 * name, title, login and commanders (who sits at the desks), opening (what happened before the call), lostFen, layers,
 * cast(stage) -> the accounts it is played on (and sets the banks up, where the simulator can be reached),
 * report(cast) -> the body of POST /api/v1/incidents,
 * onFact?(fact, tools) -> what people do when they see a fact,
 * faultsAtTheEnd(end, cast) -> what is not as it must be.
 * A story of several incidents, or one in which a bank owes its word for ever, has instead of the last:
 * views(play) -> its incidents as their desks see them, isOver(views), resultOf(views) -> the last line, judge(views, result, cast) -> faults.
 */
export const SCENARIOS = { liangshan, boxing, 'twelve-way': twelveWay };
