import * as z from 'zod';

/**
 * Schemas for YAML whose scalars are read as they are written, so that `version: 1.10` stays 1.10 and
 * `default: 007` stays 007.
 */

export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const figure = z
  .string()
  .regex(/^[+-]?(?:\d+\.?\d*|\.\d+)$/, { error: 'must be a number' })
  .transform(Number);

export const line = z
  .string()
  .min(1)
  .regex(/^[^\r\n]*$/, { error: 'must be on one line' });
