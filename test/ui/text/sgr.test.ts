import { describe, expect, it } from 'vitest';
import { afterSgr, noStyle, sgrOf } from '../../../src/ui/text/sgr.ts';

function after(...parameters: readonly string[]): string {
  return sgrOf(parameters.reduce(afterSgr, noStyle)).replace('\u001b', '');
}

describe('afterSgr', () => {
  it.each([
    [['1', '31'], '[1;31m'],
    [['1;31;44'], '[1;31;44m'],
    [['1;31', '0'], ''],
    [['1;31', ''], ''],
    [['1;2;4', '22'], '[4m'],
    [['31;44', '39'], '[44m'],
    [['31;44', '49'], '[31m'],
    [['38;5;196;1'], '[1;38;5;196m'],
    [['48;2;1;2;3'], '[48;2;1;2;3m'],
    [['91;102'], '[91;102m'],
    [['01;031'], '[1;31m'],
    [['38:5:196'], '[38;5;196m'],
    [['38:2::1:2:3'], '[38;2;1;2;3m'],
    [['48:2:1:2:3'], '[48;2;1;2;3m'],
    [['4:3'], '[4m'],
    [['4:3', '4:0'], ''],
    [['5;8;6'], ''],
    [['38;5'], ''],
    [['38'], ''],
    [['38;2;1'], ''],
    [['38;5;999'], ''],
    [['999;1'], '[1m'],
  ])('reads %j', (parameters, expected) => {
    expect(after(...parameters)).toBe(expected);
  });
});
