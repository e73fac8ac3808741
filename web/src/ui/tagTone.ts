/**
 * The sign in front of a state: hollow = not begun, half = under way, rhomb = checked, dot = stopped.
 * The sign helps the eye; the words say it all.
 */
export type TagTone = 'plain' | 'half' | 'ok' | 'wait' | 'bad' | 'go';
