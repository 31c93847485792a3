import { TheBooks1764000000001 } from './0001-the-books.migration';
import { SharedAccounts1764000000002 } from './0002-shared-accounts.migration';
import { MeasuresOnHolds1764000000003 } from './0003-measures-on-holds.migration';
import { Queries1764000000004 } from './0004-queries.migration';
import { ApprovalAndSeal1764000000005 } from './0005-approval-and-seal.migration';
import { JoinedIncidents1764000000006 } from './0006-joined-incidents.migration';
import { HoldEnds1764000000007 } from './0007-hold-ends.migration';
import { FundReturns1764000000008 } from './0008-fund-returns.migration';
import { StraightToTheWaiting1764000000009 } from './0009-straight-to-the-waiting.migration';
import { HandOvers1764000000010 } from './0010-hand-overs.migration';
import { ProtectiveStops1764000000012 } from './0012-protective-stops.migration';
import { Overrides1764000000013 } from './0013-overrides.migration';
import { QueuedFreezes1764000000014 } from './0014-queued-freezes.migration';

/** Listed by hand: a glob finds nothing in a bundled build. */
export const MIGRATIONS = [TheBooks1764000000001, SharedAccounts1764000000002, MeasuresOnHolds1764000000003, Queries1764000000004, ApprovalAndSeal1764000000005, JoinedIncidents1764000000006, HoldEnds1764000000007, FundReturns1764000000008, StraightToTheWaiting1764000000009, HandOvers1764000000010, ProtectiveStops1764000000012, Overrides1764000000013, QueuedFreezes1764000000014];
