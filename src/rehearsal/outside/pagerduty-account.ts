import type { JsonObject } from '../kubernetes/objects/json.ts';
import type { Surroundings } from './system.ts';

/** A maintenance window as PagerDuty tells of it. */
type Window = Readonly<Record<'id' | 'type' | 'description' | 'start_time' | 'end_time', string>>;

type Incident = Readonly<Record<'id' | 'type' | 'status' | 'title' | 'incident_key', string>>;

const accounts = new WeakMap<Surroundings, PagerDutyAccount>();

/** The one account of a rehearsal, which both of PagerDuty’s APIs work on. */
export function accountOf(surroundings: Surroundings): PagerDutyAccount {
  const known = accounts.get(surroundings);
  if (known !== undefined) return known;
  const account = new PagerDutyAccount(() => surroundings.world.schedule.now());
  accounts.set(surroundings, account);
  return account;
}

/** What the account of the team holds. */
export class PagerDutyAccount {
  readonly #now: () => number;
  readonly #windows = new Map<string, Window>();
  readonly #incidents = new Map<string, Incident>();
  readonly #notes: { readonly incident: string; readonly content: string }[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  openWindows(): Window[] {
    return [...this.#windows.values()].filter((window) => this.#isOpen(window));
  }

  /** A text: why it is refused. */
  openWindow(asked: JsonObject): Window | string {
    const id = `PWIN${String(this.#windows.size + 1)}`;
    const window = windowOf(id, asked);
    if (typeof window === 'string') return window;
    if (Date.parse(window.end_time) <= this.#now()) return 'End time must be in the future';
    this.#windows.set(id, window);
    return window;
  }

  changeWindow(id: string, asked: JsonObject): Window | string {
    const before = this.#windows.get(id);
    if (before === undefined) return 'absent';
    if (!this.#isOpen(before)) return 'The maintenance window has ended already';
    const window = windowOf(id, { ...before, ...asked });
    if (typeof window !== 'string') this.#windows.set(id, window);
    return window;
  }

  endWindow(id: string): 'ended' | 'over' | 'absent' {
    const window = this.#windows.get(id);
    if (window === undefined) return 'absent';
    if (!this.#isOpen(window)) return 'over';
    this.#windows.set(id, { ...window, end_time: new Date(this.#now()).toISOString() });
    return 'ended';
  }

  /** One incident for each key, however often its event comes. */
  event(action: 'trigger' | 'acknowledge' | 'resolve', key: string, title: string): void {
    const known = this.#incidents.get(key);
    const open = known !== undefined && known.status !== 'resolved';
    if (action === 'trigger') {
      if (open) return;
      const id = `PINC${String(this.#incidents.size + 1)}`;
      this.#incidents.set(key, { id, type: 'incident', status: 'triggered', title, incident_key: key });
    } else if (open) {
      this.#incidents.set(key, { ...known, status: action === 'resolve' ? 'resolved' : 'acknowledged' });
    }
  }

  incidentsBy(key: string): Incident[] {
    return [...this.#incidents.values()].filter((incident) => incident.incident_key === key);
  }

  /** False: there is no such incident. */
  note(incident: string, content: string): boolean {
    if (![...this.#incidents.values()].some(({ id }) => id === incident)) return false;
    this.#notes.push({ incident, content });
    return true;
  }

  #isOpen({ end_time }: Window): boolean {
    return Date.parse(end_time) > this.#now();
  }
}

function windowOf(id: string, asked: JsonObject): Window | string {
  const { start_time: from, end_time: until, services, description } = asked;
  if (typeof from !== 'string' || Number.isNaN(Date.parse(from))) return 'Start time is invalid';
  if (typeof until !== 'string' || Number.isNaN(Date.parse(until))) return 'End time is invalid';
  if (services !== undefined && (!Array.isArray(services) || services.length === 0))
    return 'Services can’t be empty';
  return {
    id,
    type: 'maintenance_window',
    description: typeof description === 'string' ? description : '',
    start_time: from,
    end_time: until,
  };
}
