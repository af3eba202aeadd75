import { main } from './hook'
import { removeLeftovers } from './remove-leftovers'

void main('postdown', removeLeftovers)
