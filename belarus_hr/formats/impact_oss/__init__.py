"""IMPACT OSS' templates for import (CSV): recommendations, actions and indicators, in and out."""
