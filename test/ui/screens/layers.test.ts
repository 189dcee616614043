import { asking } from './scenes/asking.ts';
import { looking } from './scenes/looking.ts';
import { testScreens } from './test-screens.ts';

testScreens([...asking, ...looking]);
