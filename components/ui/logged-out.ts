/** What every action answers once the session has ended. Shown with the way to the login (Notice, toasts). */
export const LOGGED_OUT = "You are logged out. Nothing was sent, and what you wrote is still here.";
