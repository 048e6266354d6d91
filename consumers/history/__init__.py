"""What watches over the history (spec/privacy.md §4): verifying it, anchoring it outside, proving parts of it."""
