"""The review channel on Mattermost: posts with buttons, dialogs, threads; reactions where buttons cannot call back."""
