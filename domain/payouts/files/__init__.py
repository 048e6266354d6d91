"""Files for payroll (spec/payroll-files.md): each a pure function of an export's event and the lines that it sent."""
