-- That a reminder was sent is forgotten after a month, as for activities.
GRANT DELETE ON appointment_reminders TO samkraft_app;
