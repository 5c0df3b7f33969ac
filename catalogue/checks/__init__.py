"""Judging a charge: may they charge me this?"""
