// The centre pane at /messages: requests that wait, private conversations.
export function MessagesScreen() {
  return null;
}
