/** Every refusal of grievances with the reason it is answered with. */
export const VOICE_CODES = {
  'voice.grievance-not-found': 'missing',
  'voice.code-unknown': 'missing',
  'voice.code-taken': 'conflict',
  'voice.own-case': 'forbidden',
  'voice.not-in-state': 'conflict',
} as const;

export type VoiceCode = keyof typeof VOICE_CODES;
