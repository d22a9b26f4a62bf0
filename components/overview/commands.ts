/** A registration that works as pasted, once the webhook's address is one's own. */
export function registerCommand(apiUrl: string): string {
  return `curl ${apiUrl}/v1/agents/register \\
  -H 'Content-Type: application/json' \\
  -d '{
    "name": "summarizer-v2",
    "owner_email": "you@example.com",
    "capabilities": ["summarization"],
    "webhook_url": "https://yourservice.com/webhook"
  }'`;
}
