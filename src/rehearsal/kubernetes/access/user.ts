/** The operator of a rehearsal as its API server knows them: whom refusals name, and what `kubectl auth whoami` tells. */
export const user = { username: 'rehearsal', groups: ['rehearsal', 'system:authenticated'] } as const;
