-- Whoever has asked the coordinator for a talk may have more to say before somebody has rung: every word arrives.
DROP INDEX pairing_wishes_one_open;
