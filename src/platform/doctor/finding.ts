/** One thing that was looked at on this machine. `bad`: no session can run without it. */
export interface MachineFinding {
  readonly name: string;
  readonly level: 'good' | 'warning' | 'bad';
  readonly observed: string;
  /** What to do; absent where all is good. */
  readonly next?: string;
}

export function good(name: string, observed: string): MachineFinding {
  return { name, level: 'good', observed };
}

export function warning(name: string, observed: string, next: string): MachineFinding {
  return { name, level: 'warning', observed, next };
}

export function bad(name: string, observed: string, next: string): MachineFinding {
  return { name, level: 'bad', observed, next };
}
