"""Jobbekot: a small invented review platform, so that the whole product can be seen working without anybody's website.

It is somebody else's site: it knows nothing of Omdome, and Omdome knows it only through its pages.
"""
