import { browsing } from './scenes/browsing.ts';
import { testScreens } from './test-screens.ts';

testScreens(browsing);
