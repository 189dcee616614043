/** What a command hands back: the work that gives the exit code, done once the arguments are known to be right. */
export type Settle = (work: () => Promise<number>) => void;
