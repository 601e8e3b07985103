-- Back to an empty database, with the scripts that the database kept: this file
-- needs nothing of up.sql.  Tables go before the enums that they use.

SELECT idem.revert_revision('escrow', '0003_ledger');
SELECT idem.revert_revision('escrow', '0002_projects');
SELECT idem.revert_revision('escrow', '0001_enums');
