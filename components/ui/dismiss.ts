/** What the button is called that leaves a dialog without doing anything. Not "Cancel": jobs are cancelled. */
export const DISMISS = "Not now";
