/** R43: nobody gives more than this in cash to one campaign. */
export const CASH_OF_PERSON_MINOR_MAX = 100_000;
/** R43: above this a cash gift needs a name. */
export const NAMELESS_CASH_MINOR_MAX = 5_000;
/** As many lines as two people can still compare with their paper. */
export const SHEET_LINES_MAX = 300;
/** Domain 3.4: the cash is at the bank within this time of the second signature. */
export const BANKED_WITHIN_DAYS = 7;
/** Domain 3.4: a sheet that stays short for this long suspends its association. */
export const SHORT_DAYS_MAX = 30;
export const CSV_LETTERS_MAX = 10_000;
