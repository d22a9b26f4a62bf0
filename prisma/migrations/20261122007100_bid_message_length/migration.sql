-- As with messages: bounded as they are sent, and longer where `[removed]` stands for a special token of three characters.
ALTER TABLE bids DROP CONSTRAINT bids_message_check;
ALTER TABLE bids ADD CONSTRAINT bids_message_check CHECK (length(message) <= 8000);
ALTER TABLE bids DROP CONSTRAINT bids_counter_message_check;
ALTER TABLE bids ADD CONSTRAINT bids_counter_message_check CHECK (length(counter_message) <= 2000);
