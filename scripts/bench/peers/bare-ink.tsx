import { render, Text } from 'ink';

/* The least that an Ink app can do on the whole screen. */
render(<Text>the first frame</Text>, { alternateScreen: true });
// It stays until it is ended.
process.stdin.resume();
