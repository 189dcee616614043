/**
 * For parsing with a schema that a run uses a few times only: zod would first write and compile a function for
 * each of its objects, which takes longer than reading a whole runbook without one.
 */
export const interpreted = { jitless: true } as const;
